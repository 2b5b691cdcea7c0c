import { forbidden, notFound, redirect } from 'next/navigation'
import { DeskError } from '@/lib/errors'
import { noteRefusal } from './note-refusal'

/**
 * The mapper of pages: `const enrollment = await orPageError(readEnrollment(ctx, id))`. What is not there, or not
 * yours, becomes the not-found page, what your roles do not allow the forbidden page; a lost session leads to sign-in.
 * Everything else goes to the nearest error.tsx.
 */
export async function orPageError<T>(promise: Promise<T>): Promise<T> {
  try {
    return await promise
  } catch (error) {
    noteRefusal(error)
    if (error instanceof DeskError) {
      if (error.code === 'NOT_FOUND') notFound()
      if (error.code === 'FORBIDDEN') forbidden()
      if (error.code === 'SIGNED_OUT') redirect('/sign-in')
    }
    throw error
  }
}
