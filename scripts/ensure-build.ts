import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, globSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'

const SOURCES = ['app/**/*.*', 'lib/**/*.*', 'db/**/*.*', 'public/**/*.*', '*.{ts,mjs,json}']

function sourcesHash(): string {
  const hash = createHash('sha256')
  const files = SOURCES.flatMap((pattern) => globSync(pattern)).filter(
    (file) => !/\.test\.tsx?$|^next-env\.d\.ts$|tsbuildinfo$/.test(file),
  )
  for (const file of [...new Set(files)].sort()) {
    try {
      hash.update(`${file}\0`).update(readFileSync(file))
    } catch (error) {
      // A folder whose name looks like a file's ([...nextauth]) matches too.
      if ((error as NodeJS.ErrnoException).code !== 'EISDIR') throw error
    }
  }
  return hash.digest('hex')
}

/** Builds the desk for production unless the last build was made from these very sources. */
export async function ensureBuild(): Promise<void> {
  const distDir = process.env.NEXT_DIST_DIR ?? '.next'
  const marker = path.join(distDir, 'desk-sources.sha256')
  const wanted = sourcesHash()
  const built = existsSync(path.join(distDir, 'BUILD_ID')) && existsSync(marker)
  if (built && readFileSync(marker, 'utf8') === wanted) return
  console.error('Building the desk …')
  // On a busy machine Next now and then fails at its own page of errors ("useContext" of null), and not the next time.
  // A defect of ours fails twice.
  await buildAnew(distDir).catch((error: Error) => {
    console.error(`${error.message}: once more`)
    return buildAnew(distDir)
  })
  writeFileSync(marker, wanted)
}

/** From an empty folder: what an earlier build left can make the next one fail. */
async function buildAnew(distDir: string): Promise<void> {
  rmSync(distDir, { recursive: true, force: true })
  await new Promise<void>((resolve, reject) => {
    const build = spawn('next', ['build'], {
      env: { ...process.env, NODE_ENV: 'production', NEXT_TELEMETRY_DISABLED: '1' },
      stdio: ['ignore', 2, 2],
    })
    build.on('error', reject)
    build.on('exit', (code) => (code === 0 ? resolve() : reject(new Error(`next build ended with ${code}`))))
  })
}
