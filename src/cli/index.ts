#!/usr/bin/env node
import { machine } from './machine.js'
/** The command `shroff`. */
import { main } from './main.js'

process.exitCode = await main(process.argv.slice(2), machine())
