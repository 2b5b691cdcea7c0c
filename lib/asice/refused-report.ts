import type { ContainerReport, Problem } from './container-report'
import { sha256Hex } from './sha256-hex'
import { containerVerdict } from './verdict'

/** The report of a container that was not opened: its archive is refused, or the check did not end. */
export function refusedReport(bytes: Uint8Array, problem: Problem): ContainerReport {
  return {
    container: {
      ...containerVerdict([problem], [], false),
      mediaType: null,
      size: bytes.byteLength,
      sha256: sha256Hex(bytes),
      warnings: [{ code: problem.code, values: problem.values }],
    },
    files: [],
    manifests: [],
    signatures: [],
  }
}
