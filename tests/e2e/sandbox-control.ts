/** Tells the sandbox what to do, or asks it what it has; `address` below /sandbox/control. @throws Error unless 2xx */
export async function tellSandbox(method: 'GET' | 'POST' | 'PUT', address: string, body?: unknown) {
  const response = await fetch(`${process.env.SANDBOX_URL}/sandbox/control${address}`, {
    method,
    headers: { 'content-type': 'application/json' },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  })
  if (!response.ok) throw new Error(`${method} ${address}: ${response.status} ${await response.text()}`)
  return response.json()
}

/** The id at ID360 of the enrollment with this reference. */
export async function id360IdOf(reference: string): Promise<number> {
  const { enrollments } = await tellSandbox('GET', '/enrollments?limit=1000')
  const made = enrollments.find((one: { clientReference: string }) => one.clientReference === reference)
  if (!made) throw new Error(`the sandbox knows no enrollment ${reference}`)
  return Number(made.id)
}

/** Lets the person go through their journey, to this end. */
export const walk = ({ id360Id }: { id360Id: number }, how: Record<string, unknown>) =>
  tellSandbox('POST', `/enrollments/${id360Id}/walk`, how)

type Rule = { enrollmentId: number; action: string } & Record<string, unknown>

/** Faults are the whole sandbox's: those of other tests stay. */
export async function addFault(rule: Rule): Promise<void> {
  const { rules } = await tellSandbox('GET', '/faults')
  await tellSandbox('PUT', '/faults', {
    rules: [...rules.filter(({ times }: { times?: number }) => times !== 0), rule],
  })
}

/** Nothing goes wrong any more for this enrollment. */
export async function clearFaults({ id360Id }: { id360Id: number }): Promise<void> {
  const { rules } = await tellSandbox('GET', '/faults')
  await tellSandbox('PUT', '/faults', {
    rules: rules.filter(({ enrollmentId }: Partial<Rule>) => enrollmentId !== id360Id),
  })
}
