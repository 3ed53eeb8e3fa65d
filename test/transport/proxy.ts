import { once } from 'node:events'
import http from 'node:http'
import { type AddressInfo, connect, type Socket } from 'node:net'

/** A small CONNECT proxy. Instead of opening a tunnel it can refuse with a status, hang up, or never answer. */
export async function startProxy(behaviour: number | 'tunnel' | 'hang-up' | 'hang' = 'tunnel') {
  const asked: { target: string; authorization: string | undefined }[] = []
  const connections: Socket[] = []
  const server = http.createServer()
  server.on('connection', (socket) => connections.push(socket))
  server.on('connect', (request, socket: Socket, head) => {
    const target = request.url ?? ''
    asked.push({ target, authorization: request.headers['proxy-authorization'] })
    socket.on('error', () => {})
    // A server's sockets stay half open: the end of the other side must be answered.
    if (behaviour === 'hang') socket.once('end', () => socket.destroy()).resume()
    else if (behaviour === 'hang-up') socket.end()
    else if (behaviour !== 'tunnel') socket.end(`HTTP/1.1 ${behaviour} Refused\r\nContent-Length: 2\r\n\r\nno`)
    else {
      const [host, port] = target.split(':')
      const upstream = connect(Number(port), host, () => {
        socket.write('HTTP/1.1 200 Connection established\r\n\r\n')
        upstream.write(head)
        upstream.pipe(socket).pipe(upstream)
      })
      upstream.on('error', () => socket.destroy())
      upstream.on('close', () => socket.destroy())
      socket.on('close', () => upstream.destroy())
    }
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  return {
    url: `http://localhost:${port}`,
    port,
    asked,
    connections,
    server,
    async stop() {
      const closed = once(server, 'close')
      server.close()
      for (const socket of connections) socket.destroy()
      await closed
    },
  }
}
