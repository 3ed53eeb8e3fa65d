export const fails = (work: Promise<unknown>) =>
  work.then(
    () => false,
    () => true,
  )

/** The names of the parts that fail. */
export async function whichFail(parts: Record<string, Promise<unknown>>): Promise<string[]> {
  const ends = await Promise.all(Object.entries(parts).map(async ([name, work]) => ((await fails(work)) ? [name] : [])))
  return ends.flat()
}
