"""How large and how damaged catalogue files may be: python bench/catalogue.py [--services 50000] [--only csv]

Files are made from the real samples of each format, with other ids and names, and each is read in a process of its
own, so that the peak memory is that of one file. Variants: whole; read from bytes, as a page does; every 1,000th
service without a name; cut off in the middle. `exact` says whether what was read and refused is what was put in.
Goal: 50,000 services in under 60 s and 1 GB.
"""

import argparse
import csv
import json
import resource
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from io import StringIO
from pathlib import Path
from typing import Any
from uuid import NAMESPACE_URL, uuid5

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from workshop_kit.catalogue import inspect, read, write_csv  # noqa: E402
from workshop_kit.errors import WorkshopError  # noqa: E402

DATA = ROOT.parent / "shared" / "data" / "services"
EVERY = 1000  # which service has no name in a damaged file
Item = dict[str, Any]
Made = tuple[int, int]  # how many services must be read and refused


def main() -> None:
    options = arguments()
    if options.child:
        print(json.dumps(measured(options.child, as_bytes=options.bytes)))
        return
    if not DATA.exists():
        sys.exit(f"The samples are missing: {DATA}")
    print(f"{'file':22} {'MB':>6} {'s':>6} {'peak MB':>8} {'read':>7} {'refused':>8}  exact")
    with tempfile.TemporaryDirectory() as folder:
        for name, make in FORMATS.items():
            if options.only in ("", name):
                tried(name, make, Path(folder) / name, options.services)


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="How large and how damaged catalogue files may be.")
    parser.add_argument("--services", type=int, default=50_000)
    parser.add_argument("--only", default="", choices=["", *FORMATS])
    parser.add_argument("--child", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("--bytes", action="store_true", help=argparse.SUPPRESS)
    return parser.parse_args()


def measured(path: Path, *, as_bytes: bool) -> list[float]:
    """Seconds, peak memory in MB, services read, refusals; one refusal where the whole file is refused."""
    started = time.perf_counter()
    try:
        reading = inspect(path.read_bytes() if as_bytes else path)
        found = [len(reading.records), reading.refusals]
    except WorkshopError:
        found = [0, 1]
    return [time.perf_counter() - started, peak(), *found]


def peak() -> float:
    """MB. On Linux a process takes over the `ru_maxrss` of the one that started it, so it asks for its own."""
    status = Path("/proc/self/status")
    if not status.exists():
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return next(int(line.split()[1]) for line in status.read_text().splitlines() if line.startswith("VmHWM")) / 1024


def tried(name: str, make: "Make", path: Path, count: int) -> None:
    whole = make(path, count, 0)
    shown(f"{name}", path, (count, 0))
    shown(f"{name}, from bytes", path, (count, 0), "--bytes")
    shown(f"{name}, cut", path, cut(path, whole))
    make(path, count, EVERY)
    shown(f"{name}, no names", path, (count - count // EVERY, count // EVERY))
    path.unlink()


def shown(title: str, path: Path, wanted: Made, *how: str) -> None:
    command = [sys.executable, __file__, "--child", str(path), *how]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    seconds, peak, *found = json.loads(done.stdout)
    exact = "yes" if tuple(found) == wanted else f"NO, {wanted}"
    size = path.stat().st_size / 2**20
    print(f"{title:22} {size:6.0f} {seconds:6.1f} {peak:8.0f} {found[0]:7} {found[1]:8}  {exact}", flush=True)


def cut(path: Path, ends: list[int]) -> Made:
    """Cut the file in the middle of a service; of a zip file that leaves nothing."""
    if not ends:
        middle, kept = path.stat().st_size // 2, 0
    else:
        kept = len(ends) // 2
        middle = (ends[kept - 1] + ends[kept]) // 2
    with path.open("r+b") as file:
        file.truncate(middle)
    return kept, 1


def sample(name: str) -> Any:
    return json.loads((DATA / name).read_text("utf-8"))


def distinct(
    samples: list[Item], count: int, change: Callable[[Item, int, str], Item], every: int
) -> Iterator[Item]:
    for number in range(count):
        name = "" if every and number % every == every - 1 else f"Palvelu {number}"
        yield change(samples[number % len(samples)], number, name)


def new_id(*of: object) -> str:
    return str(uuid5(NAMESPACE_URL, repr(of)))


def written(path: Path, before: str, services: Iterator[Item], after: str) -> list[int]:
    """A JSON file on one line, as an interface gives it. Where each service ends, in bytes."""
    ends = []
    with path.open("wb") as file:
        file.write(before.encode())
        for number, service in enumerate(services):
            file.write((b"," if number else b"") + json.dumps(service, ensure_ascii=False).encode())
            ends.append(file.tell())
        file.write(after.encode())
    return ends


def hsds(path: Path, count: int, every: int) -> list[int]:
    def change(item: Item, number: int, name: str) -> Item:
        return item | {"id": new_id(number), "name": name, "description": f"{item['description']} {number}"}

    services = distinct([sample("hsds/examples/service_full.json")], count, change, every)
    return written(path, f'{{"total_items": {count}, "contents": [', services, "]}")


def ptv(path: Path, count: int, every: int) -> list[int]:
    def change(item: Item, number: int, name: str) -> Item:
        names = [entry | {"value": name or None} for entry in item["serviceNames"]]
        return item | {"id": new_id(number), "serviceNames": names}

    by_id = sample("ptv/openapi_v11_services_sample.json")
    samples = [*by_id.values(), sample("ptv/openapi_service_etalukio.json")]
    services = distinct(samples, count, change, every)
    return written(path, '{"pageNumber": 1, "itemList": [', services, "]}")


def service_map(path: Path, count: int, every: int) -> list[int]:
    def change(item: Item, number: int, name: str) -> Item:
        return item | {
            "id": number,
            **{f"name_{code}": f"{name} {code}" if name else "" for code in ("fi", "sv", "en")},
        }

    samples = [sample(f"servicemap/unit-{number}.json") for number in (41102, 42284)]
    return written(path, "[", distinct(samples, count, change, every), "]")


def table(path: Path, count: int, every: int) -> list[int]:
    """Our columns, from the national descriptions."""
    samples = read(DATA / "ptv/general_descriptions_gd.json")
    names = ("" if every and n % every == every - 1 else f"Palvelu {n}" for n in range(count))
    records = [
        replace(samples[n % len(samples)], source_id=new_id(n), name={"fi": name}) for n, name in enumerate(names)
    ]
    path.write_bytes(write_csv(records))
    position, ends = 0, []
    with path.open("rb") as file:
        for line in file:
            position += len(line)
            ends += [position] if line.endswith(b"\r\n") else []  # a description may have a bare line feed in it
    return ends[1:]


def package(path: Path, count: int, every: int) -> list[int]:
    """The tables of HSDS in a zip file. It has no place where a service ends."""
    folder = DATA / "hsds/examples/csv"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as out:
        for source in sorted(folder.iterdir()):
            rows = list(csv.DictReader(StringIO(source.read_text("utf-8")))) if source.suffix == ".csv" else []
            many = rows and ({"service_id", "link_id"} & rows[0].keys() or source.name == "services.csv")
            out.writestr(source.name, copies(rows[0], count, every) if many else source.read_text("utf-8"))
    return []


def copies(row: Item, count: int, every: int) -> str:
    out = StringIO()
    writer = csv.DictWriter(out, list(row))
    writer.writeheader()
    is_service = "status" in row
    for n in range(count):
        name = "" if is_service and every and n % every == every - 1 else f"{row.get('name')} {n}"
        link = {key: new_id("service", n) for key in ("service_id", "link_id") if key in row}
        named = {"name": name} if is_service else {}
        writer.writerow(row | link | named | {"id": new_id("service" if is_service else "part", n)})
    return out.getvalue()


Make = Callable[[Path, int, int], list[int]]
FORMATS: dict[str, Make] = {
    "hsds.json": hsds,
    "hsds.zip": package,
    "ptv.json": ptv,
    "servicemap.json": service_map,
    "services.csv": table,
}

if __name__ == "__main__":
    main()
