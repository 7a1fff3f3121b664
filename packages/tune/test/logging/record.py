"""What TensorBoard's own reader sees in an event file: python record.py FILE"""

import json
import sys

from tensorboard.backend.event_processing.event_accumulator import EventAccumulator
from tensorboard.plugins.hparams.plugin_data_pb2 import HParamsPluginData

seen = EventAccumulator(sys.argv[1], size_guidance={"scalars": 0})
seen.Reload()
plugin = {
    tag: HParamsPluginData.FromString(metadata.plugin_data.content)
    for tag, metadata in seen.summary_metadata.items()
    if metadata.plugin_data.plugin_name == "hparams"
}
start = plugin["_hparams_/session_start_info"].session_start_info
end = plugin["_hparams_/session_end_info"].session_end_info
kind = lambda value: getattr(value, value.WhichOneof("kind"))
print(
    json.dumps(
        {
            "scalars": {tag: [[e.wall_time, e.step, str(e.value)] for e in seen.Scalars(tag)] for tag in seen.Tags()["scalars"]},
            "params": {name: kind(value) for name, value in sorted(start.hparams.items())},
            "started": start.start_time_secs,
            "ended": end.end_time_secs,
            "status": end.status,
        }
    )
)
