import { foldCase, isCommonPassword } from './common-passwords'

/** NIST SP 800-63B and OWASP ASVS 5.0 (6.2): length counts, kinds of characters do not; 12 is the desk's own choice. */
export const PASSWORD_MIN = 12
/** argon2 hashes what it is given: an endless password would be work for nothing. UTF-16 units, as browsers count. */
export const PASSWORD_MAX = 200

/** Keys below `errors.field`. */
export type PasswordProblem =
  | 'passwordTooShort'
  | 'passwordTooLong'
  | 'passwordNamesOwner'
  | 'passwordCommon'
  | 'passwordBreached'

/** Parts of a name or an address that are shorter than this are found in innocent passwords too. */
const TELLING = 4

/**
 * What is wrong with a new password of this person, as a message key below `errors.field`, or null. Pure; spaces and
 * every other character are allowed, and the password is taken exactly as typed.
 */
export function passwordProblem(
  password: string,
  owner: { email: string; name: string },
): PasswordProblem | null {
  if ([...password].length < PASSWORD_MIN) return 'passwordTooShort'
  if (password.length > PASSWORD_MAX) return 'passwordTooLong'
  const folded = foldCase(password)
  if (partsOf(owner).some((part) => folded.includes(part))) return 'passwordNamesOwner'
  return isCommonPassword(password) ? 'passwordCommon' : null
}

/** The address before its @ and the name, whole and word by word. */
function partsOf({ email, name }: { email: string; name: string }): string[] {
  const wholes = [email.split('@')[0] ?? '', name].map((text) => foldCase(text).trim())
  return wholes
    .flatMap((whole) => [whole, ...whole.split(/[^\p{L}\p{N}]+/u)])
    .filter((part) => [...part].length >= TELLING)
}
