import { readForm } from '../codec/form.js'
import type { Message } from './source.js'

// A message is asked by each account of an address.
const read = new WeakMap<Message, Readonly<Record<string, string>>>()

/** Whether a form says this in this field. What is no form says nothing. */
export function claimsField(message: Message, name: string, value: string): boolean {
  let fields = read.get(message)
  if (!fields) {
    fields = formIn(message)
    read.set(message, fields)
  }
  return fields[name] === value
}

function formIn({ body }: Message): Readonly<Record<string, string>> {
  try {
    // Bytes as characters: the charset is none of our business, and names and numbers are ASCII.
    return readForm(body, 'binary')
  } catch {
    return {}
  }
}
