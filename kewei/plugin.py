"""Plugin of dbt-duckdb, named in profiles.yml: models may call the functions of kewei/functions.py."""

from __future__ import annotations

import gc
from typing import TYPE_CHECKING

from dbt.adapters.duckdb.plugins import BasePlugin

from kewei.functions import register

if TYPE_CHECKING:
    import duckdb


class Plugin(BasePlugin):
    """What dbt-duckdb looks for in the module."""

    def configure_connection(self, conn: duckdb.DuckDBPyConnection) -> None:
        """Register the functions when dbt opens the database."""
        register(conn)
        # What dbt has parsed lives as long as the process: to look through it again and again took a tenth of a build.
        gc.disable()
