/** A refusal, which the provider's mock answers in its own form. */
export type Refusal = Error & { readonly status: number; readonly code: string; readonly detail: object | undefined }

/**
 * A refusal to throw from an endpoint of your own.
 *
 * @param status HTTP status, where the provider's wire has one for it.
 * @example
 * if (!bill) throw refuse(404, 'NOT_FOUND', '记录不存在')
 */
export const refuse = (status: number, code: string, message: string, detail?: object): Refusal =>
  Object.assign(new Error(message), { status, code, detail })

export const isRefusal = (error: unknown): error is Refusal =>
  error instanceof Error && 'status' in error && 'code' in error
