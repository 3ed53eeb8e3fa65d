import type { Sample } from '../flip.js'

/** `source` is `repository:path`; `keys` are PEM, published test material all of them. */
export type UnionpayVector = Sample & {
  readonly source: string
  readonly keys: {
    privateKey?: string
    decryptKey?: string
    certificate?: string
    middle?: string
    root?: string
  }
  readonly input: {
    params?: Readonly<Record<string, string>>
    body?: string
    rawBody?: string
    data?: string
    sign?: string
    certPem?: string
    leafPem?: string
  }
  readonly expected: {
    params?: Readonly<Record<string, string>>
    canonical?: string
    sha256Hex?: string
    signature?: string
    expectFields?: Readonly<Record<string, string>>
    expectValid?: boolean
    accNoDecrypted?: string
    sha1Hex?: string
    serialHex?: string
    certId?: string
    subjectCN?: string
    cnParts?: readonly string[]
    expectChainValid?: boolean
    expectCnCheck?: boolean
    validFrom?: string
    validTo?: string
  }
}
