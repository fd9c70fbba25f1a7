"""An errand that ends the process which does it, as broken native code would."""

import os
import signal

from pipeline.fingerprint import Fingerprint


class Deadly(Fingerprint):
    """Ends whoever looks whether he reads so."""

    def __eq__(self, _: object) -> bool:
        os.kill(os.getpid(), signal.SIGKILL)
        return False

    __hash__ = Fingerprint.__hash__
