/** A refusal in WeChat Pay's form. */
export type Refusal = Error & { readonly status: number; readonly code: string; readonly detail: object | undefined }

/** `code` empty: the answer has no body at all. */
export const refuse = (status: number, code: string, message: string, detail?: object): Refusal =>
  Object.assign(new Error(message), { status, code, detail })

export const isRefusal = (error: unknown): error is Refusal =>
  error instanceof Error && 'status' in error && 'code' in error

/** A value that breaks a rule: 400 PARAM_ERROR with the field as a JSON pointer (doc 4012081709). */
export function refuseField(field: string, issue: string, value?: unknown): Refusal {
  return refuse(400, 'PARAM_ERROR', `输入源“/body${field}”${issue}`, {
    field,
    value: value === undefined ? '' : String(value).slice(0, 64),
    issue,
    location: 'body',
  })
}
