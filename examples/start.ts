// What `npm start` runs: the story of a payment, with `-- xrpl` of one on a ledger, with `-- baidu` of one in a smart program, with `-- circle` of one in USDC, with
// `-- ripple-payments` of a payout, with `-- four-rails` a day of sales that is reconciled, or with `-- shop` a whole shop to click through.
export {}

if (process.argv[2] === 'shop') await (await import('./open-shop.js')).openShop()
else if (process.argv[2] === 'baidu') await import('./story-baidu.js')
else if (process.argv[2] === 'xrpl') await import('./story-xrpl.js')
else if (process.argv[2] === 'circle') await import('./story-circle.js')
else if (process.argv[2] === 'four-rails') await import('./four-rails.js')
else if (process.argv[2] === 'ripple-payments') await import('./story-ripple-payments.js')
else await import('./story.js')
