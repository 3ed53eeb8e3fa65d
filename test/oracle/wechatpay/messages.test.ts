import { describe, expect, it } from 'vitest'
import { judgeRequest, type MessageParts } from '../wechatpay.js'
import { ask, gateway, order, place, query } from './samples.js'

describe('the eight wrong canonical messages', () => {
  const right = (parts: MessageParts) =>
    [parts.method, parts.target, parts.timestamp, parts.nonce, parts.body].map((line) => `${line}\n`).join('')
  // A space after a colon: the bytes that are sent are not what JSON.stringify makes of them.
  const spaced = JSON.stringify(order).replace(':', ': ')
  const send = (message: (parts: MessageParts) => string) => [
    ask(query, { message }),
    place(order, { body: spaced, message }),
  ]

  it('accepts the right message with and without a body', () => {
    for (const request of send(right)) expect(judgeRequest(request, gateway).mchid).toBe('1900000001')
  })

  const wrongBuilders: [string, (parts: MessageParts) => string, judged: 'both' | 'query' | 'body'][] = [
    ['no newline at the end', (parts) => right(parts).slice(0, -1), 'both'],
    ['CRLF', (parts) => right(parts).replaceAll('\n', '\r\n'), 'both'],
    ['method in lower case', (parts) => right({ ...parts, method: parts.method.toLowerCase() }), 'both'],
    ['URL without its query', (parts) => right({ ...parts, target: parts.target.split('?')[0]! }), 'query'],
    ['absolute URL instead of the path', (parts) => right({ ...parts, target: parts.url }), 'both'],
    [
      'timestamp and nonce swapped',
      (parts) => right({ ...parts, timestamp: parts.nonce, nonce: parts.timestamp }),
      'both',
    ],
    ['body missing', (parts) => right({ ...parts, body: '' }), 'body'],
    [
      'body re-serialised',
      (parts) => right({ ...parts, body: parts.body && JSON.stringify(JSON.parse(parts.body)) }),
      'body',
    ],
  ]
  it.each(wrongBuilders)('refuses a message with: %s', (_, message, judged) => {
    const [withQuery, withBody] = send(message)
    const requests = { query: [withQuery!], body: [withBody!], both: [withQuery!, withBody!] }[judged]
    for (const request of requests) expect(() => judgeRequest(request, gateway)).toThrow('signature does not verify')
  })
})
