import { existsSync, readFileSync } from 'node:fs'

/** All samples of a file beside the clone, where that is kept; what can be run of them is transcribed here. */
export function sharedSamples<Sample>(file: string): Sample[] {
  const url = new URL(`../../../shared/vectors/${file}`, import.meta.url)
  return existsSync(url) ? JSON.parse(readFileSync(url, 'utf8')).vectors : []
}
