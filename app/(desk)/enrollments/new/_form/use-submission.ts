'use client'

import { useRef, useState } from 'react'
import { v4 as uuidv4 } from 'uuid'
import type { ActionError } from '@/app/_errors/action-error'
import type { CreatedEnrollment } from '@/lib/enrollments/create-enrollment'
import { createEnrollmentAction } from './create-enrollment-action'
import type { FormValues } from './read-form'

export type SubmissionFailure = Pick<ActionError, 'message' | 'fieldErrors'> & { code: string }

const failure = (code: string, key: string): SubmissionFailure => ({
  code,
  message: { key },
  fieldErrors: {},
})

/**
 * Sends the form, once at a time. Every attempt of one form carries the same key: a double click, or a retry after an
 * answer got lost on the way, makes no second enrollment. A new form (a new mount) has a new key.
 */
export function useSubmission(onCreated: (created: CreatedEnrollment, values: FormValues) => void) {
  const submissionKey = useRef<string>(null)
  const busy = useRef(false)
  const [pending, setPending] = useState(false)
  const [failed, setFailed] = useState<SubmissionFailure | null>(null)

  async function submit(values: FormValues): Promise<SubmissionFailure | null> {
    if (busy.current) return null
    busy.current = true
    submissionKey.current ??= uuidv4()
    setPending(true)
    setFailed(null)
    const answer = await createEnrollmentAction({ ...values, submissionKey: submissionKey.current }).catch(
      () => 'offline' as const,
    )
    busy.current = false
    setPending(false)
    if (answer !== 'offline' && answer?.data) {
      onCreated(answer.data, values)
      return null
    }
    const why =
      answer === 'offline'
        ? failure('OFFLINE', 'offline')
        : (answer?.serverError ?? failure('UNEXPECTED', 'brokenAction'))
    setFailed(why)
    return why
  }

  return { submit, pending, failed }
}
