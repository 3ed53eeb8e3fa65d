import type { Sample } from '../flip.js'

/** `source` is `repository:path`. Only signed things have keys; `certificatePem` holds `publicKeyPem`. */
export type AlipayVector = Sample & {
  readonly source: string
  readonly publicKeyPem?: string
  readonly privateKeyPem?: string
  readonly certificatePem?: string
  // biome-ignore lint/suspicious/noExplicitAny: published samples differ in shape; each kind reads its own members.
  readonly input: Readonly<Record<string, any>>
  // biome-ignore lint/suspicious/noExplicitAny: the same
  readonly expected: Readonly<Record<string, any>>
}
