import type { IncomingMessage, ServerResponse } from 'node:http'
import { parameterSchema } from '../../../core/parameters.js'
import { internalsOf } from '../../running.js'
import { readBody } from '../body.js'
import { consoleFile, consolePolicy } from '../console/serve.js'
import type { Guard } from './guard.js'
import { openApi, root } from './openapi.js'
import type { Controlled } from './rows.js'
import { controls } from './table.js'

/** What goes out with everything: nobody keeps it, frames it or guesses what it is. */
const common = {
  'cache-control': 'no-store',
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-resource-policy': 'same-origin',
}

/** Answers one request to the port of the control: the operations of the table, the document, and the console’s pages. */
export async function answerControl(
  on: Controlled,
  guard: Guard,
  incoming: IncomingMessage,
  outgoing: ServerResponse,
): Promise<void> {
  const { pathname, searchParams } = new URL(incoming.url ?? '/', 'http://control')
  const send = (status: number, document?: object) => {
    const type = { ...common, 'content-security-policy': "default-src 'none'", 'content-type': 'application/json' }
    outgoing.writeHead(status, type).end(document && JSON.stringify(document))
  }
  const { method = 'GET' } = incoming
  // A container's own check knows it by whatever name.
  if (method === 'GET' && pathname === `${root}/health`) return send(200, { status: 'ok' })
  if (!guard.isOurs(incoming)) return send(403)
  const url = `http://${incoming.headers.host}`
  if (method === 'GET' && pathname === `${root}/openapi.json`) return send(200, openApi(url, Object.keys(on.urls)))
  if (method === 'GET' && pathname === '/' && searchParams.has('token')) {
    const cookie = guard.redeem(searchParams.get('token') ?? '')
    if (!cookie) return send(403)
    return void outgoing.writeHead(303, { ...common, location: '/', 'set-cookie': cookie }).end()
  }
  if (!guard.allows(incoming)) return send(403)
  if (method === 'GET' && pathname === `${root}/events`) return stream(on, outgoing)
  if (pathname.startsWith(`${root}/`)) return operate(on, pathname.slice(root.length + 1), incoming, send)
  const file = method === 'GET' ? await consoleFile(pathname) : undefined
  if (!file) return send(404, { error: { message: 'there is nothing here' } })
  outgoing
    .writeHead(200, { ...common, 'content-security-policy': consolePolicy, 'content-type': file.type })
    .end(file.body)
}

async function operate(
  on: Controlled,
  name: string,
  incoming: IncomingMessage,
  send: (status: number, document: object) => void,
): Promise<void> {
  const refuse = (status: number, message: string) => send(status, { error: { message } })
  const found = controls.find((row) => row.name === name)
  if (!found) return refuse(404, `there is no ${name}; ${root}/openapi.json lists what there is`)
  if (incoming.method !== found.method) return refuse(405, `${name} is asked for by ${found.method}`)
  let given: unknown
  if (found.method === 'GET') given = Object.fromEntries(new URL(incoming.url ?? '/', 'http://control').searchParams)
  else {
    // A form of another site's page cannot have this type.
    if (!/^application\/json\b/.test(incoming.headers['content-type'] ?? ''))
      return refuse(415, 'the body is JSON, and its content-type says so')
    const body = await readBody(incoming)
    if (!body) return refuse(413, 'the body is too large')
    try {
      given = JSON.parse(body.length === 0 ? '{}' : body.toString('utf8'))
    } catch {
      return refuse(400, 'the body is not JSON')
    }
  }
  const checked = parameterSchema<never>(() => found.parameters)['~standard'].validate(given)
  if (checked.issues)
    return refuse(
      400,
      checked.issues.map(({ path, message }) => `${path.join('.') || 'the body'} ${message}`).join('; '),
    )
  let done: unknown
  try {
    done = await found.run(on, checked.value)
  } catch (error) {
    // The controls' own words, which hold what was given and nothing secret.
    return refuse(400, error instanceof Error ? error.message : String(error))
  }
  send(200, done as object)
}

/** Tells of each change. What happens at once is told once. */
function stream({ mock }: Controlled, outgoing: ServerResponse): void {
  const { journal } = internalsOf(mock)
  outgoing.writeHead(200, { ...common, 'content-type': 'text/event-stream' })
  let isWaiting = false
  const tell = () => {
    isWaiting = false
    outgoing.write(`event: change\ndata: ${journal.written}\n\n`)
  }
  tell()
  const deaf = journal.listen(() => {
    if (!isWaiting) setImmediate(tell)
    isWaiting = true
  })
  outgoing.on('close', deaf)
}
