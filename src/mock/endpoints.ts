import type { UploadedFile } from './multipart.js'

/** What an endpoint of your own is asked: its signature verified, its encrypted fields in the clear. */
export type Asked = {
  /** HTTP's method, or the provider's own method name where its wire has those. */
  readonly method: string
  /** What stands in the place of each `{name}` of the route, decoded. */
  readonly parts: Readonly<Record<string, string>>
  readonly query: URLSearchParams
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>
  /** The JSON of the request; of an upload, the part that is signed. */
  readonly body: Readonly<Record<string, unknown>>
  /** What an upload brought beside it. */
  readonly files: readonly UploadedFile[]
  /** Encrypts a text for a field of the answer, as the provider does for this merchant. */
  encrypt(text: string): Promise<string>
}

/**
 * Answers as an endpoint that has no action here: an object is signed by the provider, bytes are a file, nothing is an
 * answer without a body. What it throws by `refuse` is told in the provider's form.
 */
export type Endpoint = (asked: Asked) => Answer | Promise<Answer>

export type Answer = object | Uint8Array | undefined

/** By route, `POST /v3/bills/{id}`, or by method name. One that the mock has itself is replaced. */
export type Endpoints = Readonly<Record<string, Endpoint>>
