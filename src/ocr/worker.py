"""Recognises page images with RapidOCR: requests on stdin, one JSON line a page on stdout.

A request is a line {"id": N, "bytes": LENGTH} and then that many bytes of an image file. Answers
are {"id": N, "page": P, "lines": [{"text", "score", "box"}]} for each page, then {"id": N,
"done": PAGES} or {"id": N, "error": REASON}. The first line of all is {"ready": VERSION}.
"""
import sys

# Nothing is imported from the folder that happens to be the current one.
sys.path[:] = [path for path in sys.path if path]
sys.dont_write_bytecode = True

import io
import json
import os
import select
import socket
import threading

THREADS, MEMORY, MAX_PIXELS, MAX_PAGES = (int(argument) for argument in sys.argv[1:5])


def refuse(*_arguments, **_options):
    raise OSError("the network is not used")


def close_doors():
    """No network, no files written, no core dumps, a bound on memory."""
    socket.socket.connect = socket.socket.connect_ex = refuse
    socket.create_connection = socket.getaddrinfo = refuse
    try:
        import resource
    except ImportError:
        return
    for name, limit in (("RLIMIT_CORE", 0), ("RLIMIT_FSIZE", 0), ("RLIMIT_AS", MEMORY)):
        try:
            hard = resource.getrlimit(getattr(resource, name))[1]
            if hard != resource.RLIM_INFINITY:
                limit = min(limit, hard)
            resource.setrlimit(getattr(resource, name), (limit, limit))
        except (AttributeError, OSError, ValueError):
            pass  # A system without this limit; the wall clock and the parent still bound the work.


def end_with_parent():
    """Ends this process, in the middle of a page too, when nobody can write to its input any more."""
    if not hasattr(select, "poll"):
        return

    def watch():
        poll = select.poll()
        poll.register(0, 0)  # Only what is told unasked: that the other end is closed.
        poll.poll()
        os._exit(0)

    threading.Thread(target=watch, daemon=True).start()


def take_stdout():
    """The pipe of answers; whatever a library prints goes to stderr instead."""
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    return answers


def load_engine():
    import cv2
    from rapidocr import RapidOCR

    cv2.setNumThreads(THREADS)
    engine = RapidOCR(
        params={
            "Global.log_level": "critical",
            # Doubtful lines are judged, and noted, by the caller.
            "Global.text_score": 0.0,
            # It turns single lines of good pages upside down and loses them; whole pages are turned here.
            "Global.use_cls": False,
            # Lines are found on a smaller page and read from the page as it is: on pages of 300 dpi
            # that is as exact as finding them on the whole page, and three times as fast.
            "Global.max_side_len": 4000,
            "Det.limit_type": "max",
            "Det.limit_side_len": 1760,
            "EngineConfig.onnxruntime.intra_op_num_threads": THREADS,
            "EngineConfig.onnxruntime.inter_op_num_threads": 1,
        }
    )
    # Models are otherwise loaded by the first page, on the time of that page.
    for part in ("det", "rec"):
        getattr(engine, f"_load_{part}_model", lambda: None)()
    return engine


def pages_of(data):
    """Every page of an image file as an array of blue, green and red, upright."""
    import numpy
    from PIL import Image, ImageOps

    Image.MAX_IMAGE_PIXELS = None  # Checked here, with a limit of our own.
    image = Image.open(io.BytesIO(data))
    for number in range(MAX_PAGES + 1):
        try:
            image.seek(number)
        except EOFError:
            return
        if number == MAX_PAGES:
            raise ValueError(f"more than {MAX_PAGES} pages")
        if image.width * image.height > MAX_PIXELS:
            raise ValueError(f"page {number + 1} has more than {MAX_PIXELS} pixels")
        page = ImageOps.exif_transpose(image) or image
        if page.mode.startswith(("I", "F")):
            values = numpy.asarray(page, dtype="float32")
            page = Image.fromarray((values * (255 / max(values.max(), 1))).astype("uint8"))
        if "A" in page.getbands() or "transparency" in page.info:
            page = page.convert("RGBA")
            paper = Image.new("RGBA", page.size, "white")
            page = Image.alpha_composite(paper, page)
        yield numpy.ascontiguousarray(numpy.asarray(page.convert("RGB"))[:, :, ::-1])


def lines_of(result):
    boxes, texts, scores = (getattr(result, name, None) for name in ("boxes", "txts", "scores"))
    if boxes is None or texts is None or scores is None:
        return []
    return [
        {"text": text, "score": round(float(score), 4), "box": [[round(float(v), 1) for v in p] for p in box]}
        for box, text, score in zip(boxes, texts, scores)
    ]


def is_sideways(lines):
    """Whether most of the text runs from top to bottom or from bottom to top."""
    sideways = 0
    for line in lines:
        (ax, ay), (bx, by), _, (dx, dy) = line["box"]
        tall = (dx - ax) ** 2 + (dy - ay) ** 2 > 2.25 * ((bx - ax) ** 2 + (by - ay) ** 2)
        sideways += len(line["text"]) * (1 if tall else -1)
    return sideways > 0


def read_page(engine, image):
    """The lines of a page; one that makes no sense is turned and read again."""
    import numpy

    def belief(lines, floor=0.5):
        return sum((line["score"] - floor) * len(line["text"]) for line in lines)

    best = lines_of(engine(image))
    sideways = is_sideways(best)
    if sideways or belief(best, 0.8) < 0:
        for quarters in (1, 3) if sideways else (2,):
            turned = lines_of(engine(numpy.ascontiguousarray(numpy.rot90(image, quarters))))
            best = max(best, turned, key=belief)
    return best


def serve(requests, answers):
    def answer(**fields):
        answers.write(json.dumps(fields, ensure_ascii=False).encode("utf-8", "replace") + b"\n")
        answers.flush()

    engine = load_engine()
    from importlib.metadata import version

    answer(ready=version("rapidocr"))
    while head := requests.readline(1000):
        request = json.loads(head)
        data = requests.read(request["bytes"])
        if len(data) < request["bytes"]:
            return
        page = -1
        try:
            for page, image in enumerate(pages_of(data)):
                answer(id=request["id"], page=page, lines=read_page(engine, image))
            answer(id=request["id"], done=page + 1)
        except Exception as error:
            answer(id=request["id"], error=f"{type(error).__name__}: {error}"[:300])


close_doors()
end_with_parent()
serve(sys.stdin.buffer, take_stdout())
