// Stands for the platform that calls the Worker: `node call-worker.js <bundle>`.
import { resolve } from 'node:path'
import { pathToFileURL } from 'node:url'

const { default: worker } = await import(pathToFileURL(resolve(process.argv[2])))
const response = await worker.fetch(new Request('https://shop.example/'))
console.log(await response.text())
