import { rollup } from 'rollup'

/**
 * Puts files together that esbuild has made of one source file each: everything that several entries share would be two
 * dozen files for one provider, and each takes Node a millisecond to load. Seven remain:
 *
 * - `zod` has statements that no bundler drops unless it drops the file, and a webhook never uses it; with what checks by it;
 * - `base` is what the two `#crypto` are made of, and so must not import `#crypto`;
 * - `mocks` is for tests, but for the list of its keys, which every account refuses;
 * - `payer` is what a page of the payer's needs, so that nothing else gets into it;
 * - `codes` draws QR codes, by a package that whoever draws none need not load;
 * - `<provider>/common` is what a provider's two entries have, `xrpl` and `xrpl/pay`: it checks parameters, and `zod` needs `shared`;
 * - `shared` is the rest.
 *
 * @param entries name and file of each entry
 * @param sourcesOf what esbuild made a file of
 */
export async function merge({ entries, sourcesOf, format, dir }) {
  const nameOf = (file) => Object.keys(entries).find((name) => entries[name] === file)
  const names = `[name].${format === 'cjs' ? 'cjs' : 'js'}`
  const bundle = await rollup({
    input: entries,
    external: (specifier) => !/^[./]/.test(specifier),
    // esbuild has left out what nothing uses.
    treeshake: false,
    onwarn(warning) {
      // shroff/gateway has types only.
      if (warning.code !== 'EMPTY_BUNDLE') throw new Error(warning.message)
    },
  })
  await bundle.write({
    dir,
    format,
    entryFileNames: names,
    chunkFileNames: names,
    // Or each file would import all that its imports import.
    hoistTransitiveImports: false,
    manualChunks(id, { getModuleInfo }) {
      const isEntry = (file) => getModuleInfo(file).isEntry
      if (isEntry(id)) return
      const users = importers(id, getModuleInfo)
      const all = (source) => sourcesOf(id).length > 0 && sourcesOf(id).every((file) => source.test(file))
      if (all(/\/zod\/|core\/(parameters|settle-options)/)) return 'zod'
      if (all(/^src\/qr\/(?!emvco)|(^|\/)node_modules\/qr\//)) return 'codes'
      const used = users.filter(isEntry).map((file) => nameOf(file))
      // Of one entry alone: stays in it. So Node loads nothing that stands in for what WebCrypto lacks.
      if (used.length < 2) return
      if (used.some((name) => name.startsWith('crypto/'))) return 'base'
      if (all(/^src\/checkout\/(?!session|mock)/)) return 'payer'
      const [provider] = used.filter((name) => name.endsWith('/pay')).map((name) => name.slice(0, -'/pay'.length))
      if (provider && used.every((name) => name === provider || name === `${provider}/pay`)) return `${provider}/common`
      return all(/^src\/mock\/(?!keys\/fingerprints)/) ? 'mocks' : 'shared'
    },
  })
  await bundle.close()
}

/** Every file that needs this one, however far. */
function importers(id, getModuleInfo, found = new Set()) {
  for (const user of getModuleInfo(id).importers) {
    if (!found.has(user)) importers(user, getModuleInfo, found.add(user))
  }
  return [...found]
}
