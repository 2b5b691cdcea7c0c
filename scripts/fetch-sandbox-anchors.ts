import { mkdir, writeFile } from 'node:fs/promises'
import path from 'node:path'

/**
 * Puts the certificate behind the sandbox's idclaims where `TRUST_ANCHORS_DIR` finds it.
 * @returns the folder
 */
export async function fetchSandboxAnchors(sandboxUrl: string, dataDir: string): Promise<string> {
  const folder = path.join(dataDir, 'trust')
  const answer = await fetch(`${sandboxUrl}/sandbox/trust/anchors.pem`)
  if (!answer.ok) throw new Error(`the sandbox does not give its trust anchor (${answer.status})`)
  await mkdir(folder, { recursive: true })
  await writeFile(path.join(folder, 'sandbox.pem'), await answer.text())
  return folder
}
