import { notSent } from '../core/transport.js'

// Raised before the first byte of a request is written, so nothing can have happened at the provider.
const beforeSending =
  /^(ECONNREFUSED|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|UND_ERR_CONNECT_TIMEOUT|CERT_.+|.*SELF_SIGNED.*|UNABLE_TO_.+|ERR_TLS_CERT_.+)$/

type Failed = { code?: unknown; syscall?: unknown; cause?: unknown } | null | undefined

/**
 * Marks what the platform itself threw for a request, if its name says that no connection came about. Only for errors of
 * the request's own connection: those of anybody else have the same names.
 */
export function markUnsent(error: unknown): unknown {
  const failed = [error, (error as Failed)?.cause] as Failed[]
  // A connection that stood can still fail by these names while it reads or writes.
  const stood = failed.some((one) => /^(read|write)$/.test(String(one?.syscall)))
  const refused = failed.some((one) => typeof one?.code === 'string' && beforeSending.test(one.code))
  return refused && !stood && typeof error === 'object' ? notSent(error as object) : error
}
