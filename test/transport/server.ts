import { EventEmitter, once } from 'node:events'
import http from 'node:http'
import https from 'node:https'
import type { AddressInfo, Socket } from 'node:net'

export type Arrived = { method: string; url: string; headers: http.IncomingHttpHeaders; body: Buffer }

/** A real server on a free port that writes down what arrives, byte for byte, and misbehaves on request. */
export async function startServer(tls?: https.ServerOptions) {
  const arrived: Arrived[] = []
  const connections: Socket[] = []
  const events = new EventEmitter()
  const handler: http.RequestListener = async (request, reply) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk)
    const { method = '', url = '', headers } = request
    arrived.push({ method, url, headers, body: Buffer.concat(chunks) })
    reply.once('close', () => events.emit('gone'))
    answer(url, Buffer.concat(chunks), request, reply)
    events.emit('arrived')
  }
  const server = tls ? https.createServer(tls, handler) : http.createServer(handler)
  server.on(tls ? 'secureConnection' : 'connection', (socket: Socket) => connections.push(socket))
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  return {
    url: `${tls ? 'https' : 'http'}://localhost:${port}`,
    port,
    arrived,
    connections,
    events,
    server,
    async stop() {
      const closed = once(server, 'close')
      server.close()
      server.closeAllConnections()
      await closed
    },
  }
}

export type Server = Awaited<ReturnType<typeof startServer>>

function answer(url: string, body: Buffer, request: http.IncomingMessage, reply: http.ServerResponse): void {
  const mebibyte = 1_048_576
  const [, kind, detail] = url.split('/')
  if (kind === 'status') reply.writeHead(Number(detail)).end(detail === '204' ? undefined : `status ${detail}`)
  else if (kind === 'redirect') reply.writeHead(302, { location: '/echo' }).end('moved')
  else if (kind === 'headers') {
    reply.writeHead(200, [
      ['X-Trace', 'one'],
      ['x-trace', 'two'],
      ['Set-Cookie', 'a=1'],
      ['Set-Cookie', 'b=2'],
    ] as never)
    reply.end()
  } else if (kind === 'largest') reply.end(Buffer.alloc(mebibyte, 'x'))
  else if (kind === 'over') reply.writeHead(200, { 'content-length': mebibyte + 1 }).end(Buffer.alloc(mebibyte + 1))
  else if (kind === 'over-chunked') for (let sent = 0; sent <= 20; sent++) reply.write(Buffer.alloc(mebibyte / 16))
  else if (kind === 'claims-less') raw(request, 'Content-Length: 5\r\nConnection: close', 'hello and more')
  else if (kind === 'claims-more') raw(request, 'Content-Length: 500', 'hello')
  else if (kind === 'cut-chunked') raw(request, 'Transfer-Encoding: chunked', '5\r\nhello\r\n')
  else if (kind === 'switches') request.socket.write('HTTP/1.1 101 X\r\nConnection: upgrade\r\nUpgrade: x\r\n\r\n')
  else if (kind === 'cut-at-once') request.socket.destroy()
  else if (kind === 'hang-in-body') reply.writeHead(200, { 'content-length': 10 }).write('hello')
  else if (kind !== 'hang') reply.end(body)
}

function raw(request: http.IncomingMessage, headers: string, body: string): void {
  request.socket.end(`HTTP/1.1 200 OK\r\n${headers}\r\n\r\n${body}`)
}
