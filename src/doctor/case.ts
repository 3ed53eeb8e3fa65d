import type { ReceivingAccount } from '../core/account.js'
import type { ErrorCode } from '../core/errors.js'
import type { Evidence } from '../core/evidence.js'
import type { WireRequest } from '../core/transport.js'
import type { KeyInput, Signer } from '../crypto/contract.js'
import type { Cause } from './causes.js'
import type { Finding } from './finding.js'

/** A text as it may be signed: bytes, where its charset is another. */
export type Text = string | Uint8Array

/** A text that may have been signed in place of the right one, and the mistake that would be. */
export type Candidate = {
  readonly cause: Cause
  readonly text: Text
  /** What of the message differs, in words. */
  readonly changes?: readonly string[]
  /** How it becomes what is signed, where that differs as well. */
  readonly signed?: (text: Text) => Promise<Text>
}

export type Algorithm = 'RSA' | 'SM2'

/** The public half of a key (SubjectPublicKeyInfo, DER), by the name of its option. */
export type Half = { readonly option: string; readonly spki: Uint8Array | undefined }

/** A key of an account, by the name of its option. */
export type NamedKey = {
  readonly name: string
  readonly whose: 'provider' | 'merchant'
  readonly input: KeyInput | Signer | undefined
  /** Its public half, where the account's own algorithms have to read it; it is no RSA key then. */
  readonly half?: Uint8Array | undefined
  /** How many bits the account takes at least. Default: 2048. */
  readonly least?: number
}

/** A hash that is signed in place of a content, which comes beside it. */
export type Content = {
  /** As it stands among what is signed. */
  readonly digest: string
  readonly hash: (text: Text) => Promise<string>
  /** What came. */
  readonly text: Text
  readonly also?: readonly Text[]
  readonly candidates: () => Iterable<Candidate>
}

type Common = {
  /** As it stands in the message. */
  readonly signature: string
  /** What should have been signed; absent where the message was too long to be kept. */
  readonly text: Text | undefined
  /** Others that are right as well, where the wire has two. */
  readonly also?: readonly Text[]
  readonly candidates: () => Iterable<Candidate>
  /** What is wrong beside the signature, or apart from it: told where the signature is right. */
  readonly beside?: Cause | undefined
  /** Milliseconds since 1970, where the time is part of what is signed. */
  readonly signedAt?: number | undefined
  /** Whether it answers a question of a moment ago, so that only a clock can have put it so far away. */
  readonly fresh?: boolean
  /** For how many seconds it holds from then on, where it says so. Default: 300. */
  readonly holds?: number | undefined
  readonly content?: Content | undefined
}

/** A message with a signature by RSA. */
export type Signed = Common & {
  readonly scheme: 'rsa'
  /** Default: SHA-256. */
  readonly hash?: 'SHA-1'
  /** How its signature is written. Default: Base64 as it is usual. */
  readonly alphabet?: 'url'
  /** The option whose key should have signed. */
  readonly expected: string
  readonly keys: readonly NamedKey[]
  /** What the key signs of the text, where that is not the text itself. */
  readonly signed?: (text: Text) => Promise<Text>
}

/** A message with a signature that can be verified and not taken apart: of a curve. */
export type Verifiable = Common & {
  readonly scheme: 'curve'
  readonly expected: string
  readonly keys: readonly (Pick<NamedKey, 'name' | 'whose'> & {
    /** Whose it is, if another's. */
    readonly account?: string
    fits(text: Text): Promise<boolean>
  })[]
}

/** A message with a signature under a key that both sides hold. */
export type Shared = Common & { readonly scheme: 'shared'; readonly signed: (text: Text) => Promise<Text> }

/** Something that a key did not decrypt; other keys that may. */
export type Sealed = {
  readonly scheme: 'sealed'
  readonly tries: readonly {
    readonly name: string
    /** Whose it is, if another's. */
    readonly account?: string
    readonly cause: Cause
    readonly open: () => Promise<unknown>
  }[]
  /** Where none opens it. Default: what the error says. */
  readonly otherwise?: Cause
}

/** What is examined, without a provider's name in it. */
export type Case = Signed | Verifiable | Shared | Sealed

/** A cause alone where no look at the signature is needed. */
export type Found = Case | Cause

/** What is known beside the message. */
export type Around = {
  /** What the error said. */
  readonly code: ErrorCode
  /** Whether it came in by itself, and was not asked for. */
  readonly received: boolean
  /** Further accounts of the same provider. */
  readonly others: readonly ReceivingAccount[]
  /** Addresses that the provider may have called. */
  readonly addresses: readonly string[]
}

/** What a provider's own file brings: which texts its messages sign, and which mistakes are made with them. */
export type Practice = {
  /** An account in words, such as `wechatpay/1900000001`. */
  readonly nameOf: (account: never) => string
  readonly keysOf: (account: never) => readonly NamedKey[]
  /** The provider's own hosts; none where it has no sandbox. */
  readonly hosts: Readonly<Record<'production' | 'sandbox', readonly string[]>>
  /** Which environment its numbers are of, where they tell that. */
  readonly environmentOf?: (account: never) => 'production' | 'sandbox' | undefined
  /** Texts of the account that nothing may show, by their options. */
  readonly secretsOf: (account: never) => Readonly<Record<string, string | undefined>>
  /** Undefined where nothing is left to be found. */
  readonly message: (evidence: Evidence, around: Around) => Found | undefined | Promise<Found | undefined>
  /** What the merchant sent. */
  readonly request: (account: never, request: WireRequest) => Found
  /** What may be meant otherwise, or cannot be right, beyond hosts and keys in general. */
  readonly findingsOf?: (account: never, halves: readonly Half[]) => readonly Finding[]
  /** The algorithms that the account’s keys may be of. Default: RSA alone. */
  readonly algorithmsOf?: (account: never) => readonly Algorithm[]
}

/** What is looked at in accounts of a rail on which nobody signs; of its messages there is nothing to explain. */
export type Rail = Pick<Practice, 'nameOf' | 'keysOf' | 'hosts'> &
  Required<Pick<Practice, 'findingsOf'>> & {
    readonly environmentOf?: undefined
    readonly algorithmsOf?: undefined
    readonly secretsOf?: undefined
  }
