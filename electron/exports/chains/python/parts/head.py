from __future__ import annotations

import asyncio
import json
import logging
import os
import random
import re
import sys
import time
from dataclasses import dataclass, field
from email.utils import mktime_tz, parsedate_tz
from typing import (
    Any,
    AsyncGenerator,
    AsyncIterator,
    Dict,
    FrozenSet,
    List,
    Mapping,
    NamedTuple,
    Optional,
    Protocol,
    Sequence,
    Tuple,
    Union,
)

import httpx

log = logging.getLogger("chains")

