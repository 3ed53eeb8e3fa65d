import { after } from 'next/server'
import { webhookHandler } from 'shroff/webhook'

let handler

export async function POST(request) {
  const { webhooks } = await import('../../../shop.js')
  // `after` keeps a function alive in which the work outlives the answer.
  handler ??= webhookHandler({ ...webhooks, waitUntil: after })
  return handler(request)
}
