import type { IncomingMessage } from 'node:http'
import { maximumBodyBytes } from '../../codec/body.js'

/** The whole body; nothing of one that is too large. */
export async function readBody(incoming: IncomingMessage): Promise<Buffer | undefined> {
  const chunks: Uint8Array[] = []
  let length = 0
  for await (const chunk of incoming as AsyncIterable<Uint8Array>) {
    length += chunk.length
    if (length > maximumBodyBytes) return undefined
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}
