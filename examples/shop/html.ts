// The frame of every page. `html` of Hono escapes whatever is put in.
import { html } from 'hono/html'

export type Html = ReturnType<typeof html>

export const yuan = (fen: number) => `¥${(fen / 100).toFixed(2)}`

export const page = (title: string, body: Html, isMock: boolean) => html`<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>${title}</title>
    <link rel="stylesheet" href="/assets/shop.css">
  </head>
  <body>
    <main>
      ${isMock ? html`<p class="banner">Test payment: no money moves. <a href="/payer">The payer’s phone</a> · <a href="/admin">The shop’s desk</a></p>` : ''}
      <h1>${title}</h1>
      ${body}
    </main>
  </body>
</html>`
