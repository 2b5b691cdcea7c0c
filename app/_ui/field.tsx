import { CircleAlert } from 'lucide-react'
import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'

export type FieldWords = {
  label: string
  hint?: ReactNode
  /** A sentence; the field is then marked invalid and points to it. */
  error?: string | null | undefined
  /** Says "optional" beside the label. */
  optional?: boolean
}

/** The ids by which a control points to its hint and its error. */
export function describedBy(id: string, { hint, error }: Pick<FieldWords, 'hint' | 'error'>) {
  const ids = [error ? `${id}-error` : '', hint ? `${id}-hint` : ''].filter(Boolean)
  return { 'aria-describedby': ids.join(' ') || undefined, 'aria-invalid': error ? true : undefined }
}

export const CONTROL_CLASSES =
  'h-9 w-full rounded-md border bg-surface px-3 text-base text-ink border-line-control ' +
  'aria-invalid:border-tone-ink disabled:bg-sunken disabled:text-ink-faint'

/** Label above, hint and error below: what every control of a form is wrapped in. */
export function Field({
  id,
  label,
  hint,
  error,
  optional,
  children,
}: FieldWords & { id: string; children: ReactNode }) {
  const t = useTranslations('common')
  return (
    <div className="tone-red flex min-w-0 flex-col gap-1">
      <label htmlFor={id} className="flex items-baseline gap-2 font-medium">
        {label}
        {optional && <span className="text-xs font-normal text-ink-faint">{t('optional')}</span>}
      </label>
      {children}
      {error && (
        <p id={`${id}-error`} className="flex items-start gap-1 text-sm text-tone-ink">
          <CircleAlert size={14} aria-hidden className="mt-[3px] shrink-0" />
          {error}
        </p>
      )}
      {hint && (
        <p id={`${id}-hint`} className="text-sm text-ink-faint">
          {hint}
        </p>
      )}
    </div>
  )
}
