// SPDX-License-Identifier: GPL-3.0-or-later
// Draws the finished window into a picture file and ends the program.
#pragma once

#include <QObject>
#include <QString>

namespace alidade {

class MainWindow;

/// Waits until the window has nothing left to compute (at most two minutes), draws it, and exits the
/// application: code 0 if the file was written, otherwise 1 with a sentence on stderr.
class Screenshot : public QObject {
    Q_OBJECT

public:
    /// @param window must outlive this
    Screenshot(MainWindow& window, const QString& path, QObject* parent = nullptr);

private:
    void take();
    void finish();

    MainWindow& m_window;
    QString m_path;
    bool m_taken = false;
};

} // namespace alidade
