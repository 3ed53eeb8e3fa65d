// What `npm start` runs: the story of a payment, with `-- xrpl` of one on a ledger, or with `-- shop` a whole shop to click through.
export {}

if (process.argv[2] === 'shop') await (await import('./open-shop.js')).openShop()
else if (process.argv[2] === 'xrpl') await import('./story-xrpl.js')
else await import('./story.js')
