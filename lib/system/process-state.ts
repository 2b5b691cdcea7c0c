import { readFile } from 'node:fs/promises'
import path from 'node:path'

/** This very process: others of the same desk have numbers of their own. */
export type ProcessState = {
  versions: { desk: string; node: string; next: string }
  uptimeSeconds: number
  /** What the system lends the process, and what of it JavaScript uses. */
  memory: { residentBytes: number; heapUsedBytes: number }
}

export async function processState(): Promise<ProcessState> {
  const { rss, heapUsed } = process.memoryUsage()
  const manifest: { version: string; dependencies: Record<string, string> } = JSON.parse(
    await readFile(path.join(process.cwd(), 'package.json'), 'utf8'),
  )
  return {
    // Dependencies have exact versions: what is written is what is installed.
    versions: {
      desk: manifest.version,
      node: process.versions.node,
      next: manifest.dependencies.next ?? 'unknown',
    },
    uptimeSeconds: process.uptime(),
    memory: { residentBytes: rss, heapUsedBytes: heapUsed },
  }
}
