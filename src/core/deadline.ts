/**
 * Runs `work` with a signal that aborts after `milliseconds` or with `outer`, and stops waiting then even if the work
 * does not listen. `AbortSignal.any` would do the same but keeps its sources alive for as long as the outer signal lives.
 */
export async function withDeadline<T>(
  milliseconds: number,
  outer: AbortSignal | undefined,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  outer?.throwIfAborted()
  const controller = new AbortController()
  const { signal } = controller
  const expire = () => controller.abort(new DOMException(`no answer within ${milliseconds} ms`, 'TimeoutError'))
  const follow = () => controller.abort(outer?.reason)
  const timer = setTimeout(expire, milliseconds)
  outer?.addEventListener('abort', follow, { once: true })
  try {
    return await new Promise<T>((resolve, reject) => {
      signal.addEventListener('abort', () => reject(signal.reason), { once: true })
      work(signal).then(resolve, reject)
    })
  } finally {
    clearTimeout(timer)
    outer?.removeEventListener('abort', follow)
  }
}
