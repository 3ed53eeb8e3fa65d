import { qrSvg } from 'shroff/qr'

const page = (title, body, refresh = '') =>
  `<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">${refresh}<title>${title}</title><h1>${title}</h1>${body}`

export const home = () =>
  page('Tea House', '<p>Oolong tea, ¥ 25.00.</p><form method="post" action="/orders"><button>Order</button></form>')

/** What stands here of an order was made by this shop; nothing of it is a visitor’s. */
export function order({ orderId, status, code }) {
  if (status === 'pending')
    return page('Scan to pay', qrSvg(code, { size: 240 }), '<meta http-equiv="refresh" content="2">')
  const refund = `<form method="post" action="/orders/${orderId}/refund"><label>Password <input name="password" type="password"></label> <button>Refund</button></form>`
  return page('Thank you', `<p>Order ${orderId}: <b id="status">${status}</b></p>${status === 'paid' ? refund : ''}`)
}

export const notFound = () => page('No such order', '<p><a href="/">Order tea</a></p>')
