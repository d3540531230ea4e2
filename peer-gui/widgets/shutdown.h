#pragma once

#include <QObject>
#include <QTimer>

#include <functional>

namespace ft::widgets {

/// Ends the program in good order: asks the engine to stop, and goes when it has, or when it takes
/// too long.
class Shutdown final : public QObject
{
    Q_OBJECT

public:
    /// `stopEngine` is called once; engineStopped() is its answer.
    Shutdown(std::function<void()> stopEngine,
             std::chrono::milliseconds limit,
             QObject *parent = nullptr);

    void begin();
    void engineStopped();

signals:
    /// Once.
    void finished();

private:
    void finish();

    std::function<void()> m_stopEngine;
    QTimer m_limit;
    bool m_hasBegun = false;
    bool m_isFinished = false;
};

} // namespace ft::widgets
