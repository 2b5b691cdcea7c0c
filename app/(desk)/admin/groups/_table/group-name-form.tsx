'use client'

import { type FormEvent, type ReactNode, useEffect, useRef } from 'react'
import type { ActionError } from '@/app/_errors/action-error'
import { ActionErrorNote } from '@/app/_ui/action-error-note'
import { classNames } from '@/app/_ui/class-names'
import { TextField } from '@/app/_ui/text-field'
import { useFieldError } from '@/app/_ui/use-field-error'

/** One name and the buttons beside it; what is wrong with the name stands below it and has the focus. */
export function GroupNameForm({
  label,
  defaultName = '',
  inCell = false,
  failure,
  onName,
  onInput,
  onEscape,
  children,
}: {
  label: string
  defaultName?: string
  /** In a cell of the table: it takes the focus as it appears, and its buttons stand below. */
  inCell?: boolean
  failure: ActionError | null
  onName: (name: string, form: HTMLFormElement) => void
  onInput: () => void
  onEscape?: () => void
  children: ReactNode
}) {
  const form = useRef<HTMLFormElement>(null)
  const errorOf = useFieldError(failure?.fieldErrors)
  const error = errorOf('name')

  useEffect(() => {
    if (inCell || error) form.current?.querySelector('input')?.focus()
  }, [inCell, error])

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    const name = new FormData(event.currentTarget).get('name')
    onName(typeof name === 'string' ? name : '', event.currentTarget)
  }

  return (
    <form
      ref={form}
      method="post"
      noValidate
      onSubmit={submit}
      onInput={onInput}
      onKeyDown={(event) => {
        if (event.key === 'Escape') onEscape?.()
      }}
      className="flex flex-col gap-2"
    >
      <div className={classNames('flex gap-2', inCell ? 'flex-col' : 'items-start max-sm:flex-col')}>
        <div className="w-full max-w-sm">
          <TextField
            name="name"
            label={label}
            defaultValue={defaultName}
            error={error}
            autoComplete="off"
            required
          />
        </div>
        <div className={classNames('flex gap-2', !inCell && 'sm:mt-6')}>{children}</div>
      </div>
      {failure && !error && <ActionErrorNote error={failure} />}
    </form>
  )
}
