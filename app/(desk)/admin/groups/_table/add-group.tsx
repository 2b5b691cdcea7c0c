'use client'

import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { useAct } from '@/app/_actions/use-act'
import { Button } from '@/app/_ui/button'
import { toast } from '@/app/_ui/toast'
import { useAlive } from '@/app/_ui/use-alive'
import { createGroupAction } from './group-actions'
import { GroupNameForm } from './group-name-form'

/** One line to add a group; it stays ready for the next one. */
export function AddGroup() {
  const t = useTranslations('groups')
  const alive = useAlive()
  const router = useRouter()
  const { act, pending, error: failure, setError: setFailure } = useAct()
  return (
    <GroupNameForm
      label={t('name')}
      failure={failure}
      onInput={() => setFailure(null)}
      onName={(name, form) =>
        act(
          () => createGroupAction({ name }),
          () => {
            toast(t('added', { name: name.trim() }))
            form.reset()
            form.querySelector('input')?.focus()
            router.refresh()
          },
        )
      }
    >
      <Button type="submit" variant="primary" pending={pending} disabled={!alive}>
        {t('add')}
      </Button>
    </GroupNameForm>
  )
}
