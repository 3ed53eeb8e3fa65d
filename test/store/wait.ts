/** Waits until something is so, and not for a time: the bound only tells that it never will be. */
export async function waitUntil(isSo: () => boolean | Promise<boolean>, bound = 60_000): Promise<void> {
  const start = performance.now()
  while (!(await isSo())) {
    if (performance.now() - start > bound) throw new Error(`It was not so within ${bound / 1000} s.`)
    await new Promise((resolve) => setTimeout(resolve, 5))
  }
}
