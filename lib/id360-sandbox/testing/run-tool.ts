import { execFile } from 'node:child_process'
import { promisify } from 'node:util'

const run = promisify(execFile)

export type ToolOutcome = { ok: boolean; output: string }

/**
 * Runs a program of the system and says whether it was content, with what it printed.
 * A Debian machine without it gets it by apt-get (as root); throws when it cannot be had.
 */
export async function runTool(
  tool: 'openssl' | 'xmlsec1',
  args: string[],
  cwd: string,
): Promise<ToolOutcome> {
  try {
    const { stdout, stderr } = await run(tool, args, { cwd })
    return { ok: true, output: stdout + stderr }
  } catch (error) {
    const failure = error as { code?: number | string; stdout?: string; stderr?: string }
    if (failure.code === 'ENOENT') {
      await run('apt-get', ['install', '-y', '-q', tool], { timeout: 120_000 })
      return runTool(tool, args, cwd)
    }
    if (typeof failure.code !== 'number') throw error
    return { ok: false, output: `${failure.stdout}${failure.stderr}` }
  }
}
