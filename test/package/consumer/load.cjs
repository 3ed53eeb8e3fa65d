// Loads each subpath in both formats, prints `subpath: names` once where they agree.
async function main() {
  for (const subpath of process.argv.slice(2)) {
    const required = Object.keys(require(subpath)).sort()
    const imported = Object.keys(await import(subpath)).sort()
    console.log(`${subpath}: ${required.join() === imported.join() ? required.join(' ') : 'the formats differ'}`)
  }
}
main()
