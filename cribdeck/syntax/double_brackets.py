"""Which `[[…]]` links to another note, and which is code that means its brackets.

The text around goes in, an answer comes out. Policy: a name of a note is a link, whether
there is such a note or not, as Obsidian shows it: a name without brackets. But JavaScript's
specification writes `[[Prototype]]` for what programs cannot reach, Python indexes with
`df[["a"]]`, a shell tests with `[[ -f x ]]`: without their brackets these are nothing, and
an author who means a note can say so with `[[Prototype|原型]]` or `[[notes/Prototype]]`.
"""

from __future__ import annotations

import re
from typing import Final

from cribdeck.units import has_han

_SLOTS = """
    prototype proto extensible class scopes
    getprototypeof setprototypeof isextensible preventextensions getownproperty
    defineownproperty hasproperty get set delete ownpropertykeys call construct hasinstance
    canput defaultvalue
    value writable enumerable configurable
    privateenvironment formalparameters ecmascriptcode constructorkind scriptormodule
    thismode homeobject isclassconstructor functionlocation parametermap
    boundtargetfunction boundthis boundarguments targetfunction
    promisestate promisestatus promiseresult promisevalue promisefulfillreactions
    promiserejectreactions promiseishandled alreadyresolved
    proxyhandler proxytarget isrevoked
    primitivevalue booleandata numberdata stringdata symboldata bigintdata datevalue
    errordata regexpmatcher originalsource originalflags
    mapdata setdata weakmapdata weaksetdata weakreftarget
    arraybufferdata viewedarraybuffer bytelength byteoffset arraylength
    typedarrayname generatorstate generatorcontext asyncgeneratorstate
    globalobject globalthisvalue bindingobject outerenv thisvalue thisbindingstatus
    functionobject newtarget
"""
INTERNAL_SLOTS: Final = frozenset(_SLOTS.split())
"""Internal slots and methods of the ECMAScript specification, and what consoles show in their
place, in lower case because many authors write them so; without those that are names of
concepts, too, about which there may well be a note: Iterator, Module, Environment."""

_BEHIND_CODE: Final = re.compile(r"[.\]]")
"""`obj.[[Get]]`, but not `Redis[[AOF]]`."""
_NO_NAME: Final = re.compile(r"[\s'\"$@%&*+,;=~!?(){}<>-]|[\d.][\d., ]*$|.*\s$")
"""How what stands in the brackets begins, or is, when it can be no name of a note."""


def is_link(before: str, inside: str, alias: str | None) -> bool:
    """Return whether brackets link to a note.

    Args:
        before: the character in front of the brackets, if there is one.
        inside: what stands in them, up to the bar.
        alias: what stands behind the bar; None without a bar.
    """
    if alias is not None:
        return True
    if (_BEHIND_CODE.match(before) and not has_han(inside)) or _NO_NAME.match(inside):
        return False
    return inside.casefold() not in INTERNAL_SLOTS
