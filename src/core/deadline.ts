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
  let leave = () => {}
  try {
    return await new Promise<T>((resolve, reject) => {
      // Not by a listener of our own on the signal, which would cost as much as all the rest here.
      const end = (reason: unknown) => {
        controller.abort(reason)
        reject(signal.reason)
      }
      const expire = () => end(new DOMException(`no answer within ${milliseconds} ms`, 'TimeoutError'))
      const follow = () => end(outer?.reason)
      const timer = setTimeout(expire, milliseconds)
      outer?.addEventListener('abort', follow, { once: true })
      leave = () => {
        clearTimeout(timer)
        outer?.removeEventListener('abort', follow)
      }
      work(signal).then(resolve, reject)
    })
  } finally {
    leave()
  }
}
