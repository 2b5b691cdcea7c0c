export type ViewProblem = 'damaged' | 'forbidden' | 'unreachable'

export const viewAddress = (evidenceId: string) => `/api/evidence/${evidenceId}/view`

/** The bytes of a piece of evidence for this page, or why there are none. The desk records the reading. */
export async function fetchEvidenceView(
  evidenceId: string,
): Promise<{ file: Blob; problem: null } | { file: null; problem: ViewProblem }> {
  try {
    const response = await fetch(viewAddress(evidenceId))
    if (response.ok) return { file: await response.blob(), problem: null }
    if (response.status === 422) return { file: null, problem: 'damaged' }
    return { file: null, problem: response.status >= 500 ? 'unreachable' : 'forbidden' }
  } catch {
    return { file: null, problem: 'unreachable' }
  }
}
