#pragma once

#include "peer-gui/engine/linereader.h"
#include "peer-gui/engine/tracker/trackerlink.h"

namespace ft::engine {

/// Finds out whether a tracker answers, and would take this peer by its name, without joining it.
///
/// Engine thread only. May be destroyed from inside its callback.
class TrackerTrial final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(TrackerTrial)

public:
    /// What it told, as after joining.
    using Done = std::function<void(const Result<JoinInfo, Problem> &)>;

    static constexpr std::chrono::milliseconds Deadline{5'000};

    /// Of the settings, the tracker, the name and the agent count. `done` is called once, from the
    /// event loop.
    TrackerTrial(TrackerLink::Settings settings,
                 const TrackerLink::Dial &dial,
                 Done done,
                 std::chrono::milliseconds deadline = Deadline);
    ~TrackerTrial() override;

private:
    void readLine();
    void take(QByteArrayView line);
    void fail(ProblemCode code, const QString &detail);
    void end(const Result<JoinInfo, Problem> &result);

    TrackerLink::Settings m_settings;
    Done m_done;
    std::unique_ptr<net::ByteStream> m_stream;
    LineReader m_reader;
    QTimer m_deadline;
};

} // namespace ft::engine
