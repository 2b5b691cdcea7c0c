import { existsSync } from 'node:fs'
import { contextFor, openDesk } from '@/lib/desk'
import { parseSettings } from '@/lib/env'
import { rotateKeys } from '@/lib/sealing/rotate-keys'

// npm run keys:rotate: seals everything anew under the first key of DATA_KEYS while the desk runs. One line for each thing
// that could not be opened, then one JSON line: what is under each key now, and which keys can be taken out. Ends with 1
// when something could not be opened. After a kill, run it again.
const SAY_EVERY = 1_000

if (existsSync('.env')) process.loadEnvFile('.env')
const desk = openDesk({ ...parseSettings(process.env), LOG_LEVEL: 'warn' })
try {
  let resealed = 0
  const rotation = await rotateKeys(contextFor({ kind: 'system', name: 'command line' }, desk), {
    onProgress({ place, id, problem }) {
      if (problem) console.log(`${problem}: ${place} ${id}`)
      else if (++resealed % SAY_EVERY === 0) console.log(`${resealed} sealed anew`)
    },
  })
  console.log(JSON.stringify(rotation))
  process.exitCode = rotation.ok ? 0 : 1
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 1
} finally {
  await desk.close()
}
