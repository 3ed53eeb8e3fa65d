/** An algorithm of signatures. Each is an entry of its own here: whoever calls hands it down, and nothing below asks which. */
export type Algorithm = typeof rsaSha256 | typeof rsaSha1

/** One that we sign with ourselves. */
export type SigningAlgorithm = typeof rsaSha256

/** RSASSA-PKCS1-v1_5 with SHA-256 (RFC 8017, section 8.2). */
export const rsaSha256 = { name: 'RSA-SHA256', hash: 'SHA-256', digest: 'sha256', signs: true } as const

/** RSASSA-PKCS1-v1_5 with SHA-1: broken, and so for verifying what somebody else still signs with it, where its name is asked for. */
export const rsaSha1 = { name: 'RSA-SHA1', hash: 'SHA-1', digest: 'sha1', signs: false } as const
