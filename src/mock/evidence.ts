import type { Refusal } from './refusal.js'

/** What a check is about, in words that all providers share; each makes them in its own order. */
export type Check =
  /** It can be read as a message at all: method, headers, charset, fields. */
  | 'form'
  /** There is such an endpoint. */
  | 'endpoint'
  /** Whose it is is known here. */
  | 'account'
  /** It was made now. */
  | 'time'
  /** The key or certificate that it names is the merchant's. */
  | 'key'
  | 'signature'
  /** Its number was not used before. */
  | 'nonce'
  /** Nothing was prepared to go wrong. Only told where it did. */
  | 'fault'
  /** What it says can be read: JSON, decrypted where it came encrypted. */
  | 'content'
  /** What was uploaded is what is signed. */
  | 'files'
  /** What it asks for is allowed, and the book has it. */
  | 'business'

/** What the gateway saw in a message and wrote in another, for a person who looks for a mistake. No key is in it. */
export type Evidence = {
  /** In the order in which they were made, up to the one that failed, if any did. */
  readonly checks: readonly { readonly name: Check; readonly passed: boolean }[]
  /** The text that the merchant should have signed, as the gateway built it. Absent where it did not come to that. */
  readonly expected?: string
  /** The text that the gateway itself has signed, of an answer or a webhook. Absent where that is not signed. */
  readonly signed?: string
  /** Why it was refused, in the provider's words. */
  readonly refused?: { readonly code: string; readonly message: string }
}

/** Takes down what happens to one message. */
export type Witness = {
  /** This check begins, so the one before has passed. */
  checking(name: Check): void
  /** A shared key that belongs to the text is to be blotted out before. */
  expected(...text: readonly Text[]): void
  signed(...text: readonly Text[]): void
  refused(refusal: Pick<Refusal, 'code' | 'message'>): void
}

type Text = string | Uint8Array

export function createWitness(): Witness & { evidence(): Evidence | undefined } {
  const names: Check[] = []
  const texts: { expected?: string; signed?: string; refused?: { code: string; message: string } } = {}
  return {
    checking(name) {
      names.push(name)
    },
    expected(...parts) {
      texts.expected = textOf(parts)
    },
    signed(...parts) {
      texts.signed = textOf(parts)
    },
    refused({ code, message }) {
      texts.refused = { code, message }
    },
    evidence() {
      if (names.length === 0 && texts.signed === undefined) return undefined
      const failed = texts.refused && names.at(-1)
      const checks = [...new Set(names)].map((name) => ({ name, passed: name !== failed }))
      return { checks: checks.filter(({ name, passed }) => name !== 'fault' || !passed), ...texts }
    },
  }
}

const textOf = (parts: readonly Text[]): string =>
  parts.map((part) => (typeof part === 'string' ? part : new TextDecoder().decode(part))).join('')
