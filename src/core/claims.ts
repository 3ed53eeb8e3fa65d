import { readForm } from '../codec/form.js'
import type { Message } from './source.js'

// By message and reader.
const known = new WeakMap<Message, Map<unknown, unknown>>()

/**
 * What `read` finds in a message's body, `undefined` where it throws. Once for each message, which every account of an address is
 * asked about: a hundred of them must not read a stranger's megabyte a hundred times.
 */
export function inMessage<T>(message: Message, read: (body: Uint8Array) => T): T | undefined {
  const found = known.get(message) ?? new Map<unknown, unknown>()
  known.set(message, found)
  if (!found.has(read)) found.set(read, unlessThrown(read, message.body))
  return found.get(read) as T | undefined
}

/** The fields of a form. */
export const formIn = (message: Message): Readonly<Record<string, string>> | undefined => inMessage(message, readFields)

// Bytes as characters: the charset is none of our business, and names and numbers are ASCII.
const readFields = (body: Uint8Array) => readForm(body, 'binary')

function unlessThrown<T>(read: (body: Uint8Array) => T, body: Uint8Array): T | undefined {
  try {
    return read(body)
  } catch {
    return undefined
  }
}
