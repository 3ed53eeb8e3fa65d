import { mediaTypeOf, type Part } from '../codec/multipart.js'
import { parametersError } from './errors.js'

/** A file that is sent. */
export type UploadFile = {
  /** The provider looks at its ending. */
  filename: string
  bytes: Uint8Array
  /** Media type. Default: by the ending of `filename`. */
  contentType?: string
}

/** @throws `PARAMETERS_INVALID` for what is no file, a Blob included: its bytes are hashed, and sent again where a call is repeated. */
export function partOf(action: string, path: string, name: string, file: UploadFile): Part {
  const { filename, bytes, contentType } = file ?? {}
  const refuse = (member: string, problem: string) =>
    parametersError(action, [{ path: [path, member].filter(Boolean).join('.'), problem }])
  if (typeof filename !== 'string' || filename === '' || /\p{Cc}|\p{Cs}/u.test(filename))
    throw refuse('filename', 'must be the name of a file, such as licence.jpg')
  // By its name: another realm, a test runner's or a frame's, has a Uint8Array of its own.
  if (Object.prototype.toString.call(bytes) !== '[object Uint8Array]')
    throw refuse('bytes', 'must be a Uint8Array, such as new Uint8Array(await blob.arrayBuffer())')
  if (contentType !== undefined && !/^[\w.+-]+\/[\w.+-]+$/.test(contentType))
    throw refuse('contentType', 'must be a media type, such as image/jpeg')
  return { name, filename, bytes, contentType: contentType ?? mediaTypeOf(filename) }
}
