// What `npm start` runs: the story of a payment, or with `-- shop` a whole shop to click through.
export {}

if (process.argv[2] === 'shop') await (await import('./open-shop.js')).openShop()
else await import('./story.js')
